from django.http import JsonResponse


def invoices(request):
    return JsonResponse({"invoices": list(request.user.invoices.values("id"))})

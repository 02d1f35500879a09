from django.contrib.auth.decorators import login_required
from django.http import JsonResponse


@login_required
def invoices(request):
    return JsonResponse({"invoices": list(request.user.invoices.values("id"))})

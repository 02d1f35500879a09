def test_login(client):
    response = client.post("/login", data={"password": "correct horse"})
    assert response.status_code == 200

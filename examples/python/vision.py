import os

from openai import OpenAI

client = OpenAI(
    base_url=os.environ.get("TOLLGATE_URL", "http://127.0.0.1:4000") + "/v1",
    api_key=os.environ.get("TOLLGATE_API_KEY", "any"),
)

# A red square; a file would be base64.b64encode(open("photo.png", "rb").read()).decode().
red_square = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4z8CAFTEMLQkAKP8/wc53yE8AAAAASUVORK5CYII="

answer = client.chat.completions.create(
    model="claude-sonnet-4-6",
    messages=[
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What do these two pictures show?"},
                {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{red_square}"}},
                {"type": "image_url", "image_url": {"url": "https://www.w3.org/Icons/w3c_home.png"}},
            ],
        }
    ],
)
print(answer.choices[0].message.content)

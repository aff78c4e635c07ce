import os

from openai import OpenAI

client = OpenAI(
    base_url=os.environ.get("TOLLGATE_URL", "http://127.0.0.1:4000") + "/v1",
    api_key=os.environ.get("TOLLGATE_API_KEY", "any"),
)

# The beta header that this tool needs is added by the provider.
answer = client.chat.completions.create(
    model="claude-sonnet-4-6",
    messages=[{"role": "user", "content": "Take a screenshot."}],
    tools=[
        {
            "type": "computer_20251124",
            "name": "computer",
            "display_width_px": 1280,
            "display_height_px": 800,
        },
    ],
)
for call in answer.choices[0].message.tool_calls or []:
    print(call.function.name, call.function.arguments)

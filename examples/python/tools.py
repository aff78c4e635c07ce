import json
import os

from openai import OpenAI

client = OpenAI(
    base_url=os.environ.get("TOLLGATE_URL", "http://127.0.0.1:4000") + "/v1",
    api_key=os.environ.get("TOLLGATE_API_KEY", "any"),
)

model = "claude-sonnet-4-6"
tools = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "description": "The weather in a city right now.",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
            },
        },
    }
]

messages = [{"role": "user", "content": "What is the weather in Paris?"}]
asked = client.chat.completions.create(model=model, tools=tools, messages=messages)
message = asked.choices[0].message

# Run every tool that was called, and send the results back with the message that asked for them.
messages.append(message)
for call in message.tool_calls:
    city = json.loads(call.function.arguments)["city"]
    result = f"18 °C and sunny in {city}"
    messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
answer = client.chat.completions.create(model=model, tools=tools, messages=messages)
print(answer.choices[0].message.content)

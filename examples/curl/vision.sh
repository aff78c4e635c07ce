# A red square; a file would be $(base64 < photo.png | tr -d "\n").
red_square='iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4z8CAFTEMLQkAKP8/wc53yE8AAAAASUVORK5CYII='

curl -sS "${TOLLGATE_URL:-http://127.0.0.1:4000}/v1/chat/completions" \
  -H "Authorization: Bearer ${TOLLGATE_API_KEY:-any}" \
  -H 'Content-Type: application/json' \
  -d '{
    "model": "claude-sonnet-4-6",
    "messages": [
      {
        "role": "user",
        "content": [
          { "type": "text", "text": "What do these two pictures show?" },
          { "type": "image_url", "image_url": { "url": "data:image/png;base64,'"$red_square"'" } },
          { "type": "image_url", "image_url": { "url": "https://www.w3.org/Icons/w3c_home.png" } }
        ]
      }
    ]
  }'

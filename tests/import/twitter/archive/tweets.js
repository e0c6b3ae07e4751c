window.YTD.tweets.part0 = [
  {
    "tweet": {
      "id_str": "1877000000000000001",
      "created_at": "Wed Jan 08 12:00:00 +0000 2025",
      "full_text": "They were on time &amp; kind https://t.co/x",
      "entities": {
        "urls": [],
        "media": [
          {
            "media_url_https": "https://pictures.example/1.jpg"
          }
        ]
      },
      "favorite_count": "2",
      "lang": "en"
    }
  },
  {
    "tweet": {
      "id_str": "1877000000000000002",
      "created_at": "Wed Jan 08 13:00:00 +0000 2025",
      "full_text": "RT @ole: hello",
      "entities": {
        "urls": []
      },
      "favorite_count": "0",
      "lang": "und"
    }
  }
]

const cache = "snapcade-{{digest}}", files = ["{{files}}"];

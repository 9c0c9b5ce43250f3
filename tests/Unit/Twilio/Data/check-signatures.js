// Reads requests as JSON, and says for each what Twilio's own code makes of it.
//   node check-signatures.js FOLDER < requests.json
// FOLDER holds webhooks.js of the npm package "twilio".
"use strict";
const path = require("path");
const { getExpectedTwilioSignature, validateRequest, validateRequestWithBody } = require(path.join(process.argv[2], "webhooks.js"));
const requests = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const answers = requests.map(({ token, url, form, body, signature }) => ({
  expected: getExpectedTwilioSignature(token, url, form),
  isRight: body === null ? validateRequest(token, signature, url, form) : validateRequestWithBody(token, signature, url, body),
}));
process.stdout.write(JSON.stringify(answers));

/** What is said where Nest, Fastify or Node refuse a request by themselves. Their own words may repeat what was sent. */
const BY_STATUS: Readonly<Record<number, readonly [code: string, sentence: string]>> = {
  400: ['bad_request', 'The request cannot be read.'],
  401: ['unauthorized', 'Credentials are missing or wrong.'],
  403: ['forbidden', 'This is not allowed.'],
  404: ['not_found', 'There is nothing at this address. Callbacks go to POST /webhook or POST /webhook/<bot>.'],
  405: ['method_not_allowed', 'This address takes POST only.'],
  408: ['request_timeout', 'The request did not arrive in full within 10 seconds.'],
  413: ['payload_too_large', 'The body is larger than 256 KB.'],
  414: ['uri_too_long', 'The address is too long.'],
  415: ['unsupported_media_type', 'The body has to be JSON, with content-type: application/json.'],
  429: ['too_many_requests', 'Too many requests; come back later.'],
  431: ['headers_too_large', 'The headers are too large.'],
  503: ['unavailable', 'Halley cannot take this now; send it again later.'],
};

export interface RefusalBody {
  error: string;
  message: string;
}

export function refusalBody(status: number): RefusalBody {
  const [error, message] = BY_STATUS[status] ?? (status < 500 ? BY_STATUS[400]! : ['internal_error', 'Something went wrong here; the log says what.']);
  return { error, message };
}

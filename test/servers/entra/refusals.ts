/** An answer of Microsoft's sign-in that gives no token. */
export interface SignInRefusal {
  status: number;
  error: string;
  code: number;
  text: string;
}

const FEDERATION = 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
export const refusals = {
  unknownTenant: (tenant: string): SignInRefusal => ({
    status: 400,
    error: 'invalid_request',
    code: 90002,
    text: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  }),
  unknownClient: (client: string): SignInRefusal => ({
    status: 400,
    error: 'unauthorized_client',
    code: 700016,
    text: `Application with identifier '${client}' was not found in the directory 'Example'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  }),
  expiredAssertion: (from: string, until: string): SignInRefusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700024,
    text: `Client assertion is not within its valid time range. Current time: ${new Date().toISOString()}, assertion valid from ${from}, expiry time of assertion ${until}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
  }),
  otherSubject: (subject: string): SignInRefusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700213,
    text: `No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${FEDERATION}`,
  }),
  /** How the same was said before. */
  noRecord: (subject: string, audience: string): SignInRefusal => ({
    status: 400,
    error: 'invalid_request',
    code: 70021,
    text: `No matching federated identity record found for presented assertion. Assertion Issuer: 'https://token.actions.githubusercontent.com'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'. ${FEDERATION}`,
  }),
  otherAudience: (audience: string): SignInRefusal => ({
    status: 401,
    error: 'invalid_client',
    code: 700212,
    text: `No matching federated identity record found for presented assertion audience '${audience}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ${FEDERATION}`,
  }),
  wrongSecret: (client: string): SignInRefusal => ({
    status: 401,
    error: 'invalid_client',
    code: 7000215,
    text: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client}'.`,
  }),
  wrongRequest: (what: string): SignInRefusal => ({
    status: 400,
    error: 'invalid_request',
    code: 900144,
    text: `The request body must contain the following parameter: '${what}'.`,
  }),
};

const TRACE = '0000aaaa-11bb-cccc-dd22-eeeeee333333';

/** The body of such an answer. */
export function refusalBody({ error, code, text }: SignInRefusal): object {
  const timestamp = new Date().toISOString().replace('T', ' ').replace(/\.\d+/, '');
  return {
    error,
    error_description: `AADSTS${code}: ${text} Trace ID: ${TRACE} Correlation ID: ${TRACE} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: TRACE,
    correlation_id: TRACE,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
}

/** The repository that the server has unless told otherwise. */
export const repo = { owner: 'octo-org', repo: 'data' } as const;

/** Status and message of a refused request; `accepted` for one that was not refused. */
export async function refusalOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return 'accepted';
  } catch (error) {
    const { status, response, message } = error as Error & {
      status?: number;
      response?: { data?: { message?: string; errors?: { message?: string; code: string; field?: string }[] } };
    };
    const details = response?.data?.errors?.map((detail) => detail.message ?? `${detail.field} ${detail.code}`) ?? [];
    return [`${status} ${response?.data?.message ?? message}`, ...details].join(': ');
  }
}

/** What the runtime marks so comes from an object that was overloaded, moved or restarted, not from our code. */
export const isPlatformFailure = (error: unknown): boolean => isOverloaded(error) || isRetryable(error);
export const isOverloaded = (error: unknown): boolean => flag(error, 'overloaded');
export const isRetryable = (error: unknown): boolean => flag(error, 'retryable');

function flag(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, name) === true;
}

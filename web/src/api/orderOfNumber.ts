import { answered, api } from './client'

/** Returns the id of the order with a number as it is read out; a Problem says when there is none. */
export async function orderOfNumber(number: string): Promise<string> {
  const found = await answered(api.GET('/api/v1/orders/by-number/{number}', { params: { path: { number } } }))
  return found.id
}

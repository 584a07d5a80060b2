import type { InboxWish, ViewBody } from '@/api/types'

type Filters = ViewBody['filters']

/** Returns what of a wish is kept in a view: what was said, without where the page begins. */
export function filtersOf(wish: InboxWish): Filters {
  const said = Object.entries(wish).filter(
    ([name, value]) => value !== undefined && value !== null && name !== 'cursor' && name !== 'limit',
  )
  return { sort: 'due', ...Object.fromEntries(said) }
}

/** Returns whether two wishes show the same lines in the same order. */
export function isSame(one: InboxWish, other: InboxWish): boolean {
  const sorted = (wish: InboxWish) => JSON.stringify(Object.entries(filtersOf(wish)).sort())
  return sorted(one) === sorted(other)
}

import { oneOf, type Given } from './search'

export interface CallMeasuresSearch {
  period?: 'today' | 'yesterday' | 'week' | 'month'
  by?: 'queue' | 'tier' | 'shift'
}

export function callMeasuresSearch(given: Given): CallMeasuresSearch {
  return {
    period: oneOf(given['period'], ['today', 'yesterday', 'week', 'month']),
    by: oneOf(given['by'], ['queue', 'tier', 'shift']),
  }
}

import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { PutCalendarBody } from '@/api/types'
import { useStale } from '@/api/useStale'

/** Every working calendar with the years that are stored. */
export function useCalendars() {
  return useQuery({ queryKey: ['calendars'], queryFn: () => answered(api.GET('/api/v1/calendars')) })
}

/** A year of a calendar with everything it says. */
export function useCalendarYear(calendar: string, year: number) {
  return useQuery({
    queryKey: ['calendars', calendar, year],
    queryFn: () => answered(api.GET('/api/v1/calendars/{calendar}/{year}', { params: { path: { calendar, year } } })),
  })
}

/** Puts a year that was read at a revision (undefined: it is new), or only tells what that would change. */
export function usePutYear(calendar: string, year: number, revision: number | undefined) {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: PutCalendarBody) =>
      answered(
        api.PUT('/api/v1/calendars/{calendar}/{year}', {
          params: { path: { calendar, year }, header: { 'If-Match': `"${revision ?? 0}"` } },
          body,
        }),
      ),
    onSuccess: (_, { dry_run }) => (dry_run === true ? undefined : stale(['calendars'])),
  })
}

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'

const KEY = ['notice-texts'] as const

export interface BothTexts {
  text_en: string
  text_zh: string
}

interface Change {
  reason: string | undefined
  revision: number
}

/** The texts of all kinds, or of those that hold some words. */
export function useTexts(text: string | undefined) {
  return useQuery({
    queryKey: [...KEY, 'list', text],
    queryFn: () => answered(api.GET('/api/v1/notifications/texts', { params: { query: { text } } })),
    placeholderData: keepPreviousData,
  })
}

/** How a text would read, and what is wrong with it. */
export function usePreview(kind: string, texts: BothTexts) {
  return useQuery({
    queryKey: [...KEY, 'preview', kind, texts],
    queryFn: () =>
      answered(
        api.POST('/api/v1/notifications/texts/{kind}/preview', { params: { path: { kind } }, body: texts }),
      ),
    placeholderData: keepPreviousData,
  })
}

/** Puts this site's text of a kind, or goes back to the one that is shipped. */
export function useChangeText(kind: string) {
  const stale = useStale()
  const onSettled = () => stale(KEY)
  return {
    change: useMutation({
      mutationFn: (body: BothTexts & Change) =>
        answered(api.PUT('/api/v1/notifications/texts/{kind}', { params: { path: { kind } }, body })),
      onSettled,
    }),
    reset: useMutation({
      mutationFn: (body: Change) =>
        answered(
          api.POST('/api/v1/notifications/texts/{kind}/reset', {
            params: { path: { kind }, header: { 'Idempotency-Key': newKey() } },
            body,
          }),
        ),
      onSettled,
    }),
  }
}

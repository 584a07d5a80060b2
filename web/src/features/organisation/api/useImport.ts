import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'

export const IMPORTS = ['organisation', 'customers', 'premises', 'meters'] as const
export type ImportKind = (typeof IMPORTS)[number]

interface Asked {
  kind: ImportKind
  file: File
  dryRun: boolean
}

/** Imports a file, or tries it. */
export function useImport() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ kind, file, dryRun }: Asked) =>
      answered(
        api.POST('/api/v1/imports/{kind}', {
          params: { path: { kind }, query: { dry_run: dryRun } },
          body: { file: file.name },
          bodySerializer: () => {
            const form = new FormData()
            form.append('file', file)
            return form
          },
        }),
      ),
    onSuccess: ({ stored }) => {
      if (stored) stale(['organisation'], ['administration'], ['tiers'])
    },
  })
}

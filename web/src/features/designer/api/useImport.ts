import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** Reads the files of a package from a zip file; nothing is stored. */
export function useUnpack() {
  return useMutation({
    mutationFn: (archive: File) =>
      answered(
        api.POST('/api/v1/packages/unpack', {
          body: { archive: archive.name },
          bodySerializer: () => {
            const form = new FormData()
            form.append('archive', archive)
            return form
          },
        }),
      ),
  })
}

/** Makes packages of diagrams of other engines, with a report of what became of what; nothing is stored. */
export function useTranslate() {
  return useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const texts = await Promise.all(chosen.map(async (file) => [file.name, await file.text()] as const))
      return answered(api.POST('/api/v1/packages/translate', { body: { files: Object.fromEntries(texts) } }))
    },
  })
}

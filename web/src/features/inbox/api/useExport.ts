import { useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { ExportBody } from '@/api/types'

/** Takes a list out as a file, which the browser saves. */
export function useExport() {
  return useMutation({
    mutationFn: async (body: ExportBody) => {
      const file = await answered(api.POST('/api/v1/inbox/export', { body, parseAs: 'blob' }))
      const address = URL.createObjectURL(file)
      const link = document.createElement('a')
      link.href = address
      link.download = `inbox.${body.format}`
      link.click()
      URL.revokeObjectURL(address)
    },
  })
}

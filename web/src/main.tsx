import 'antd/dist/antd.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from '@/api/queryClient'
import { makeRouter } from '@/app/router'
import { AppearanceProvider } from '@/theme/AppearanceProvider'
import { LanguageProvider } from '@/words'
import '@/theme/base.css'
import '@/app/frame.css'

const client = makeQueryClient()
const router = makeRouter(client)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <AppearanceProvider>
          <RouterProvider router={router} />
        </AppearanceProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)

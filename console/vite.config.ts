import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [react()],
  build: { outDir: '../dist/console', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1_200 },
})

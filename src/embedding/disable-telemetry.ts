/**
 * Keeps ONNX Runtime from sending events to its maker and from keeping an identifier of the machine in the
 * user's folder, both of which its published builds do from 1.29 on. It is to be called on the main thread
 * before any model is loaded: native code sees no variable that a worker thread sets.
 *
 * @see https://github.com/microsoft/onnxruntime/pull/27379
 */
export function disableTelemetry(): void {
  process.env['ORT_DISABLE_TELEMETRY'] = '1'
}

// A worker: pictures in, the text of a QR code out (or null). The first message says where its library lies.
let options;
onmessage = async ({ data }) => {
  if (data.library) {
    importScripts(data.library);
    options = { formats: ["QRCode"], tryHarder: false, maxNumberOfSymbols: 1 };
    ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => data.wasm } });
    return;
  }
  try {
    const [found] = await ZXingWASM.readBarcodes(data, options);
    postMessage(found?.isValid ? found.text : null);
  } catch (error) {
    postMessage({ broken: String(error) });
  }
};

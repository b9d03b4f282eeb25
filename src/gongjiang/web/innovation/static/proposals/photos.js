// Photos are made small on the phone, so that they pass a weak network; the house does it again.
const LONGEST = 1600;
const THUMB = 240;
const QUALITY = 0.82;

async function drawn(picture, longest) {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// A small JPEG of a file, or null when this phone cannot read it as a picture.
export async function small(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = await drawn(picture, LONGEST);
    picture.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  } catch {
    return null;
  }
}

// An address for showing: pages may show pictures of the house and data of their own.
export async function thumb(blob) {
  const picture = await createImageBitmap(blob);
  const canvas = await drawn(picture, THUMB);
  picture.close();
  return canvas.toDataURL("image/jpeg", 0.7);
}

// Puts photos into a file field, so that the form carries them as if they had been chosen there.
export function fill(field, photos) {
  const files = new DataTransfer();
  photos.forEach((photo, place) =>
    files.items.add(new File([photo], `photo-${place + 1}.jpg`, { type: "image/jpeg" })),
  );
  field.files = files.files;
}

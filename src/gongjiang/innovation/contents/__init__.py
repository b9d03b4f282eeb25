"""The rules of this room that an office may change, a file each part."""

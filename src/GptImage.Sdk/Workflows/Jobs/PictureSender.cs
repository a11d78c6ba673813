namespace GptImage.Sdk;

/// <summary>Sends a request whose pictures go to disk. The gate is marked before the upload, and its token ends the call.</summary>
/// <param name="request">The request.</param>
/// <param name="path">The path of the files, without extension.</param>
/// <param name="gate">Stands between permit and upload.</param>
internal delegate Task<SavedImageResult> PictureSender(ImageRequest request, string path, SendGate gate);

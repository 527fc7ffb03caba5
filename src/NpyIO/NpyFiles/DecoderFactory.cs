using NpyIO.Coding;

namespace NpyIO.NpyFiles;

/// <summary>Creates the decoder for a header. Allocates no memory for the array yet.</summary>
internal delegate ArrayDecoder DecoderFactory(NpyHeader header, NpyReadOptions options);

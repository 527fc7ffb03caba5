using NpyIO.Coding;

namespace NpyIO.NpyFiles;

/// <summary>What a load makes of a header: the decoder into the array that is wanted. Nothing is allocated for the array yet.</summary>
internal delegate ArrayDecoder DecoderFactory(NpyHeader header, NpyReadOptions options);

namespace NpyIO.Archives;

/// <summary>Reads an archive from a stream that cannot seek.</summary>
internal static class ForwardArchive
{
    internal static Dictionary<string, NdArray> Load(Stream stream, NpyReadOptions? options) => throw new NotImplementedException();

    internal static Task<Dictionary<string, NdArray>> LoadAsync(Stream stream, NpyReadOptions? options, CancellationToken cancellationToken) => throw new NotImplementedException();
}

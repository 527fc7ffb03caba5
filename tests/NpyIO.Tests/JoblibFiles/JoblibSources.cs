using NpyIO.Tests.Support;

namespace NpyIO.Tests.JoblibFiles;

/// <summary>Loads the same joblib file from every kind of source.</summary>
internal static class JoblibSources
{
    internal static async Task<object?> LoadAsync(SourceKind kind, byte[] content, JoblibReadOptions? options = null)
    {
        switch (kind)
        {
            case SourceKind.Path or SourceKind.PathAsync:
                using (var file = new TempFile(content))
                    return kind == SourceKind.Path ? Joblib.Load(file.Path, options) : await Joblib.LoadAsync(file.Path, options);
            case SourceKind.Pipe:
                return await Sources.FromPipeAsync(content, path => Joblib.Load(path, options));
            default:
                return kind switch
                {
                    SourceKind.Seekable => Joblib.Load(new MemoryStream(content), options),
                    SourceKind.SeekableAsync => await Joblib.LoadAsync(new MemoryStream(content), options),
                    SourceKind.Later => Joblib.Load(Sources.Later(content), options),
                    SourceKind.LaterAsync => await Joblib.LoadAsync(Sources.Later(content), options),
                    SourceKind.Unseekable => Joblib.Load(new PartialStream(content, int.MaxValue), options),
                    SourceKind.UnseekableAsync => await Joblib.LoadAsync(new PartialStream(content, int.MaxValue), options),
                    SourceKind.OneByte => Joblib.Load(new PartialStream(content, 1), options),
                    SourceKind.OneByteAsync => await Joblib.LoadAsync(new PartialStream(content, 1), options),
                    SourceKind.Memory => Joblib.Load(content.AsMemory(), options),
                    SourceKind.Span => Joblib.Load(content.AsSpan(), options),
                    _ => throw new ArgumentOutOfRangeException(nameof(kind)),
                };
        }
    }
}

using System.Runtime.InteropServices;
using Xunit;

namespace NpyIO.Tests.Support;

/// <summary>Loads the same content from every kind of source.</summary>
internal static class Sources
{
    /// <summary>All kinds that this machine has.</summary>
    internal static IEnumerable<SourceKind> Kinds { get; } =
        Enum.GetValues<SourceKind>().Where(kind => kind != SourceKind.Pipe || OperatingSystem.IsLinux());

    /// <summary>All kinds that this machine has, as theory rows.</summary>
    internal static TheoryData<SourceKind> All => new(Kinds);

    /// <summary>A seekable stream whose position is behind other bytes.</summary>
    internal static MemoryStream Later(byte[] content, int before = 1000)
    {
        byte[] all = new byte[before + content.Length];
        content.CopyTo(all, before);
        return new MemoryStream(all) { Position = before };
    }

    internal static async Task<NdArray> LoadAsync(SourceKind kind, byte[] content, NpyReadOptions? options = null)
    {
        switch (kind)
        {
            case SourceKind.Path or SourceKind.PathAsync:
                using (var file = new TempFile(content))
                    return kind == SourceKind.Path ? Npy.Load(file.Path, options) : await Npy.LoadAsync(file.Path, options);

            case SourceKind.Pipe:
                return await FromPipeAsync(content, path => Npy.Load(path, options));
            default:
                return await LoadFromMemoryAsync(kind, content, options);
        }
    }

    /// <summary>Loads through a path that leads to a pipe.</summary>
    internal static async Task<T> FromPipeAsync<T>(byte[] content, Func<string, T> load)
    {
        using var server = new System.IO.Pipes.AnonymousPipeServerStream(System.IO.Pipes.PipeDirection.Out);
        SafeHandle client = server.ClientSafePipeHandle;
        string path = $"/proc/self/fd/{client.DangerousGetHandle()}";
        Task writing = Task.Run(() => WriteAndClose(server, content));
        try
        {
            return await Task.Run(() => load(path));
        }
        finally
        {
            server.DisposeLocalCopyOfClientHandle();
            await writing;
        }
    }

    private static void WriteAndClose(Stream server, byte[] content)
    {
        try
        {
            server.Write(content);
        }
        catch (IOException)
        {
            // The reader had seen enough.
        }

        server.Dispose();
    }

    private static async Task<NdArray> LoadFromMemoryAsync(SourceKind kind, byte[] content, NpyReadOptions? options) => kind switch
    {
        SourceKind.Seekable => Npy.Load(new MemoryStream(content), options),
        SourceKind.SeekableAsync => await Npy.LoadAsync(new MemoryStream(content), options),
        SourceKind.Later => Npy.Load(Later(content), options),
        SourceKind.LaterAsync => await Npy.LoadAsync(Later(content), options),
        SourceKind.Unseekable => Npy.Load(new PartialStream(content, int.MaxValue), options),
        SourceKind.UnseekableAsync => await Npy.LoadAsync(new PartialStream(content, int.MaxValue), options),
        SourceKind.OneByte => Npy.Load(new PartialStream(content, 1), options),
        SourceKind.OneByteAsync => await Npy.LoadAsync(new PartialStream(content, 1), options),
        SourceKind.Memory => Npy.Load(content.AsMemory(), options),
        SourceKind.Span => Npy.Load(content.AsSpan(), options),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

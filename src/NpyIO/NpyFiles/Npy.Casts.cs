using System.Runtime.CompilerServices;

namespace NpyIO;

// Loads whose only option is the casting.
public static partial class Npy
{
    /// <summary>Loads an array from a file and converts it to a CLR type: short for <see cref="NpyReadOptions"/> with only a <see cref="NpyReadOptions.Casting"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> converts numbers if no value is lost.</param>
    /// <exception cref="OverflowException"><paramref name="casting"/> is <see cref="Casting.Checked"/> and a value would be lost. The message has the value and its index.</exception>
    /// <inheritdoc cref="Load{T}(string, NpyReadOptions?)" path="/typeparam|/returns|/exception"/>
    public static NdArray<T> Load<T>(string path, Casting casting) => Load<T>(path, With(casting));

    /// <summary>Loads the array at a stream's position and converts it to a CLR type; reads no byte beyond the array.</summary>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> converts numbers if no value is lost.</param>
    /// <exception cref="OverflowException"><paramref name="casting"/> is <see cref="Casting.Checked"/> and a value would be lost. The message has the value and its index.</exception>
    /// <inheritdoc cref="Load{T}(Stream, NpyReadOptions?)" path="/typeparam|/returns|/exception"/>
    public static NdArray<T> Load<T>(Stream stream, Casting casting) => Load<T>(stream, With(casting));

    /// <summary>Loads the array at the start of a buffer and converts it to a CLR type, as a copy.</summary>
    /// <param name="data">The content of a .npy file.</param>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> converts numbers if no value is lost.</param>
    /// <exception cref="OverflowException"><paramref name="casting"/> is <see cref="Casting.Checked"/> and a value would be lost. The message has the value and its index.</exception>
    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, NpyReadOptions?)" path="/typeparam|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public static NdArray<T> Load<T>(ReadOnlyMemory<byte> data, Casting casting) => Load<T>(data.Span, With(casting));

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, Casting)"/>
    public static NdArray<T> Load<T>(ReadOnlySpan<byte> data, Casting casting) => Load<T>(data, With(casting));

    /// <inheritdoc cref="Load{T}(string, Casting)"/>
    /// <remarks>Runs on the thread pool, like every asynchronous read of a file.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> converts numbers if no value is lost.</param>
    /// <param name="cancellationToken">Cancels the reading between two blocks.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<NdArray<T>> LoadAsync<T>(string path, Casting casting, CancellationToken cancellationToken = default) =>
        LoadAsync<T>(path, With(casting), cancellationToken);

    /// <inheritdoc cref="Load{T}(Stream, Casting)"/>
    /// <param name="stream">The stream; need not be seekable, and stays open.</param>
    /// <param name="casting">Which conversions are allowed. <see cref="Casting.Checked"/> converts numbers if no value is lost.</param>
    /// <param name="cancellationToken">Cancels the reading, possibly inside the array.</param>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static Task<NdArray<T>> LoadAsync<T>(Stream stream, Casting casting, CancellationToken cancellationToken = default) =>
        LoadAsync<T>(stream, With(casting), cancellationToken);

    private static NpyReadOptions With(Casting casting) => NpyReadOptions.Default with { Casting = casting };
}

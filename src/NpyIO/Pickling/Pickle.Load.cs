using System.Runtime.CompilerServices;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <summary>Loads the pickle in a file: <c>pickle.load(open(path, "rb"))</c>. Reads protocols 0 to 5, from Python 2 and 3.</summary>
    /// <remarks>
    /// <para>
    /// <c>None</c> becomes <see langword="null"/>; <c>bool</c>, <c>float</c>, <c>complex</c> and <c>str</c> become .NET's own types; <c>int</c> becomes <see cref="long"/> or, if it is
    /// larger, <see cref="System.Numerics.BigInteger"/>; <c>bytes</c> becomes <c>byte[]</c>, <c>bytearray</c> a <see cref="List{T}"/> of bytes, <c>list</c> a <see cref="List{T}"/> of
    /// objects, <c>tuple</c> a <see cref="PickleTuple"/>, dictionaries <see cref="PickleDictionary"/>, sets <see cref="PickleSet"/>, arrays and NumPy scalars <see cref="NdArray"/>, and
    /// any other object a <see cref="PickleObject"/>.
    /// </para>
    /// <para>Values that the pickle shares stay shared, including cycles. Offsets in errors are in bytes from the start of the pickle.</para>
    /// </remarks>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content is not a pickle that can be read; the message says what is wrong and where.</exception>
    /// <exception cref="IOException">Errors of the file system, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is not readable, or is a directory.</exception>
    public static object? Load(string path, PickleReadOptions? options = null) => PickleReader.Read(path, options);

    /// <summary>Loads the pickle at the stream's position and consumes no byte after it, so several pickles can follow each other.</summary>
    /// <remarks>Pickles of protocols below 4 do not contain their length. A stream that cannot seek is then read in small pieces; wrap it in a buffered one.</remarks>
    /// <param name="stream">The stream. It need not be seekable, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>. With <see cref="PickleReadOptions.Strict"/>, bytes after the pickle are an error.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream is not readable.</exception>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/exception"/>
    public static object? Load(Stream stream, PickleReadOptions? options = null) => PickleReader.Read(stream, options);

    /// <summary>Loads the pickle at the start of a buffer: <c>pickle.loads(data)</c>. The bytes are copied.</summary>
    /// <param name="data">The pickle.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static object? Load(ReadOnlyMemory<byte> data, PickleReadOptions? options = null) => PickleReader.Read(data, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReadOptions?)"/>
    public static object? Load(ReadOnlySpan<byte> data, PickleReadOptions? options = null) => PickleReader.Read(data, options);

    /// <summary>Loads the pickle at the stream's position, if there is one. A stream that ends inside a pickle is an error.</summary>
    /// <param name="stream">The stream. It need not be seekable, and stays open.</param>
    /// <param name="value">The value, which is null for <c>None</c> and at the end of the stream.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>Whether there was a pickle; false if the stream is at its end.</returns>
    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)" path="/exception"/>
    public static bool TryLoad(Stream stream, out object? value, PickleReadOptions? options = null) => PickleReader.TryRead(stream, options, out value);
}

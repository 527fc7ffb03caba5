using System.Runtime.CompilerServices;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <summary>Loads the pickle in a file: <c>pickle.load(open(path, "rb"))</c>. Protocols 0 to 5, of Python 2 and 3.</summary>
    /// <remarks>
    /// <para>
    /// None comes as <see langword="null"/>; <c>bool</c>, <c>float</c>, <c>complex</c> and <c>str</c> as .NET's own types; <c>int</c> as <see cref="long"/> or, where it is larger, <see cref="System.Numerics.BigInteger"/>;
    /// <c>bytes</c> as <c>byte[]</c>, <c>bytearray</c> as <see cref="List{T}"/> of bytes, <c>list</c> as <see cref="List{T}"/> of objects, <c>tuple</c> as <see cref="PickleTuple"/>, the dictionaries as
    /// <see cref="PickleDictionary"/>, the sets as <see cref="PickleSet"/>, arrays and NumPy scalars as <see cref="NdArray"/>, any other object as <see cref="PickleObject"/>.
    /// </para>
    /// <para>What the pickle shares is shared, also in cycles. Offsets in errors count, in bytes, from the pickle's start.</para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content is no pickle that can be read: whatever is wrong in it, the message says what and where.</exception>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static object? Load(string path, PickleReadOptions? options = null) => PickleReader.Read(path, options);

    /// <summary>Loads the pickle that begins where a stream stands, and takes not one byte more: several pickles can follow each other.</summary>
    /// <remarks>Pickles of protocols below 4 do not say how long they are: from a stream that cannot seek they are read in small pieces, so that a buffered one pays.</remarks>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>. <see cref="PickleReadOptions.Strict"/> forbids that anything follows.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/exception"/>
    public static object? Load(Stream stream, PickleReadOptions? options = null) => PickleReader.Read(stream, options);

    /// <summary>Loads the pickle at the start of some bytes: <c>pickle.loads(data)</c>. The bytes are copied.</summary>
    /// <param name="data">The pickle.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static object? Load(ReadOnlyMemory<byte> data, PickleReadOptions? options = null) => PickleReader.Read(data, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReadOptions?)"/>
    public static object? Load(ReadOnlySpan<byte> data, PickleReadOptions? options = null) => PickleReader.Read(data, options);

    /// <summary>Loads the pickle that begins where a stream stands, if one does: false when the stream is at its end. A stream that ends inside a pickle is an error.</summary>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="value">The value, which may be null as None is; null at the end.</param>
    /// <param name="options">How to read; null for <see cref="PickleReadOptions.Default"/>.</param>
    /// <returns>Whether there was a pickle.</returns>
    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)" path="/exception"/>
    public static bool TryLoad(Stream stream, out object? value, PickleReadOptions? options = null) => PickleReader.TryRead(stream, options, out value);
}

namespace NpyIO.Cli.Input;

/// <summary>How a command reads its input, and which part of every array.</summary>
internal sealed record InputOptions
{
    /// <summary>In bytes; null for the library's default.</summary>
    internal long? MaxDecompressedLength { get; init; }

    /// <summary>The part of every array, by NumPy's basic indexing; null for all of it.</summary>
    internal Slice[]? Index { get; init; }

    /// <summary>The rows at the beginning of every array, instead of an index.</summary>
    internal long? FirstRows { get; init; }

    /// <summary>The rows at the end of every array, instead of an index.</summary>
    internal long? LastRows { get; init; }

    /// <summary>Whether the arrays of all files become one: they are read block by block, and the name of an entry is for the archives among the files.</summary>
    internal bool IsJoined { get; init; }

    /// <summary>Whether only a part of every array is wanted.</summary>
    internal bool IsPart => Index is not null || FirstRows is not null || LastRows is not null;

    /// <summary>A single element, which has no rows, is all of them.</summary>
    internal Slice[] IndexOf(int rank) => this switch
    {
        { Index: { } index } => index,
        { FirstRows: { } rows } when rank > 0 => [new Slice(null, rows)],
        { LastRows: { } rows } when rank > 0 => [rows == 0 ? new Slice(0, 0) : new Slice(-rows, null)],
        _ => [],
    };
}

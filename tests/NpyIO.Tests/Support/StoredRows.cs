using System.Buffers;

namespace NpyIO.Tests.Support;

/// <summary>Rows of an array in an archive by start and count, which tests compute.</summary>
internal static class StoredRows
{
    internal static NdArray ReadRows(this StoredArray array, long start, long count) => array.Read(Rows(start, count));

    internal static NdArray<T> ReadRows<T>(this StoredArray array, long start, long count) => array.Read<T>(Rows(start, count));

    internal static Task<NdArray> ReadRowsAsync(this StoredArray array, long start, long count, CancellationToken cancellationToken = default) =>
        array.ReadAsync(cancellationToken, Rows(start, count));

    internal static Task<NdArray<T>> ReadRowsAsync<T>(this StoredArray array, long start, long count, CancellationToken cancellationToken = default) =>
        array.ReadAsync<T>(cancellationToken, Rows(start, count));

    internal static NdArray ReadRows(this NpzEntry entry, long start, long count, NpyReadOptions? options = null) => entry.Open(options).ReadRows(start, count);

    internal static NdArray<T> ReadRows<T>(this NpzEntry entry, long start, long count, NpyReadOptions? options = null) => entry.Open(options).ReadRows<T>(start, count);

    internal static async Task<NdArray> ReadRowsAsync(this NpzEntry entry, long start, long count, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        await (await entry.OpenAsync(options, cancellationToken)).ReadRowsAsync(start, count, cancellationToken);

    internal static async Task<NdArray<T>> ReadRowsAsync<T>(this NpzEntry entry, long start, long count, NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        await (await entry.OpenAsync(options, cancellationToken)).ReadRowsAsync<T>(start, count, cancellationToken);

    private static Slice Rows(long start, long count) => new NRange((nint)start, (nint)(start + count));
}

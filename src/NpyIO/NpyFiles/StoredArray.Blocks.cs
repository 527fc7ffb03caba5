using System.Runtime.CompilerServices;
using NpyIO.Arrays;
using NpyIO.Coding;
using NpyIO.Errors;
using NpyIO.NpyFiles;

namespace NpyIO;

// One block of rows after another.
public abstract partial class StoredArray
{
    /// <summary>
    /// Reads the array in blocks of rows, whatever its size: while one block is used, the next is read. Rows are positions of <see cref="RowAxis"/>, since those follow each other in the file:
    /// of the first axis in C order, of the last one in Fortran order.
    /// </summary>
    /// <remarks>
    /// <see cref="NpyReadOptions.Progress"/> counts on from block to block, up to the bytes of the array; it is reported by the thread that reads ahead. With <see cref="BlockMemory.New"/> the
    /// garbage collector decides when blocks that are no longer used are free; with <see cref="BlockMemory.Reused"/> there are never more than two.
    /// </remarks>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <param name="rows">The number of rows in a block, at least 1; the last block can have fewer.</param>
    /// <returns>The blocks, which have all axes of the array, and memory of their own. Reading begins with the enumeration.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less than 1.</exception>
    /// <exception cref="InvalidOperationException">The array has no axes.</exception>
    /// <exception cref="NotSupportedException">The array holds Python objects; <see cref="Load(NpyReadOptions?)"/> reads them. Or its source can only be awaited.</exception>
    public IEnumerable<NdArray<T>> Blocks<T>(long rows) => Blocks<T>(rows, BlockMemory.New);

    /// <inheritdoc cref="Blocks{T}(long)"/>
    /// <param name="rows">The number of rows in a block, at least 1; the last block can have fewer.</param>
    /// <param name="memory">Whether every block gets new memory, or the memory of the last block but one.</param>
    /// <returns>The blocks, which have all axes of the array. Reading begins with the enumeration.</returns>
    public IEnumerable<NdArray<T>> Blocks<T>(long rows, BlockMemory memory) => EnumerateBlocks(BlocksOf(rows), BlockDecoders<T>(memory), Take<T>);

    /// <inheritdoc cref="Blocks{T}(long)" path="/*[not(self::typeparam)]"/>
    public IEnumerable<NdArray> Blocks(long rows) => Blocks(rows, BlockMemory.New);

    /// <inheritdoc cref="Blocks{T}(long, BlockMemory)" path="/*[not(self::typeparam)]"/>
    public IEnumerable<NdArray> Blocks(long rows, BlockMemory memory) => EnumerateBlocks(BlocksOf(rows), BlockDecoders(memory), Take);

    /// <inheritdoc cref="Blocks{T}(long)"/>
    /// <param name="rows">The number of rows in a block, at least 1; the last block can have fewer.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<NdArray<T>> BlocksAsync<T>(long rows, CancellationToken cancellationToken = default) => BlocksAsync<T>(rows, BlockMemory.New, cancellationToken);

    /// <inheritdoc cref="Blocks{T}(long, BlockMemory)"/>
    /// <param name="rows">The number of rows in a block, at least 1; the last block can have fewer.</param>
    /// <param name="memory">Whether every block gets new memory, or the memory of the last block but one.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<NdArray<T>> BlocksAsync<T>(long rows, BlockMemory memory, CancellationToken cancellationToken = default) =>
        EnumerateBlocksAsync(BlocksOf(rows), BlockDecoders<T>(memory), Take<T>, cancellationToken);

    /// <inheritdoc cref="Blocks(long)"/>
    /// <param name="rows">The number of rows in a block, at least 1; the last block can have fewer.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<NdArray> BlocksAsync(long rows, CancellationToken cancellationToken = default) => BlocksAsync(rows, BlockMemory.New, cancellationToken);

    /// <inheritdoc cref="Blocks(long, BlockMemory)"/>
    /// <param name="rows">The number of rows in a block, at least 1; the last block can have fewer.</param>
    /// <param name="memory">Whether every block gets new memory, or the memory of the last block but one.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IAsyncEnumerable<NdArray> BlocksAsync(long rows, BlockMemory memory, CancellationToken cancellationToken = default) =>
        EnumerateBlocksAsync(BlocksOf(rows), BlockDecoders(memory), Take, cancellationToken);

    /// <summary>Returns the decoder of a block by its number.</summary>
    private delegate DecoderFactory BlockDecoder(long number);

    /// <summary>Each enumeration has memory of its own.</summary>
    private static Func<BlockDecoder> BlockDecoders<T>(BlockMemory memory) => BlockDecoders(memory, Npy.Typed<T>.Create, static () => new TwoBlocksOf<T>());

    private static Func<BlockDecoder> BlockDecoders(BlockMemory memory) => BlockDecoders(memory, Npy.Untyped, static () => new TwoUntypedBlocks());

    private static Func<BlockDecoder> BlockDecoders(BlockMemory memory, DecoderFactory ofNew, Func<TwoBlocks> reused) => memory switch
    {
        BlockMemory.New => () => _ => ofNew,
        BlockMemory.Reused => () => reused().Decoder,
        _ => throw new ArgumentOutOfRangeException(nameof(memory), $"There is no {nameof(BlockMemory)} {(int)memory}."),
    };

    private NdArray Take(StoredPart part, ArrayDecoder decoder) => part.Take(decoder, Options.Order);

    private NdArray<T> Take<T>(StoredPart part, ArrayDecoder decoder) => part.Take<T>(decoder, Options.Order);

    private BlockPlan BlocksOf(long rows)
    {
        Throw.IfLess(rows, 1);
        StoredElements elements = Elements;
        if (elements.RowAxis < 0)
            NpyThrow.NoBlocks();
        if (elements.Header.DType.HasObject)
            NpyThrow.ObjectsInParts(elements.Header.DType);
        return new BlockPlan(elements, rows);
    }

    private IEnumerable<TArray> EnumerateBlocks<TArray>(BlockPlan plan, Func<BlockDecoder> decoders, Func<StoredPart, ArrayDecoder, TArray> take)
    {
        BlockDecoder decoder = decoders();
        SharedProgress? progress = SharedProgress.For(Options);
        using PartReader parts = OpenParts();
        using var stop = new CancellationTokenSource();
        Task<TArray>? next = null;
        try
        {
            for (long number = 0; number < plan.Count; number++)
            {
                TArray block = next is null ? Read(number) : next.GetAwaiter().GetResult();
                long following = number + 1;
                next = following < plan.Count ? Task.Run(() => Read(following), CancellationToken.None) : null;
                yield return block;
            }

            parts.Complete(CancellationToken.None);
        }
        finally
        {
            // What is being read ahead uses what is disposed of next.
            stop.Cancel();
            if (next is not null)
                ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }

        TArray Read(long number)
        {
            StoredPart part = plan.Part(number);
            return take(part, parts.Read(part, decoder(number), SharedProgress.Options(progress, Options), stop.Token));
        }
    }

    private async IAsyncEnumerable<TArray> EnumerateBlocksAsync<TArray>(
        BlockPlan plan,
        Func<BlockDecoder> decoders,
        Func<StoredPart, ArrayDecoder, TArray> take,
        CancellationToken given,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(given, cancellationToken);
        BlockDecoder decoder = decoders();
        SharedProgress? progress = SharedProgress.For(Options);
        using PartReader parts = await OpenPartsAsync(stop.Token).ConfigureAwait(false);
        Task<TArray>? next = null;
        try
        {
            for (long number = 0; number < plan.Count; number++)
            {
                TArray block = await (next ?? ReadAsync(number)).ConfigureAwait(false);
                next = number + 1 < plan.Count ? ReadAsync(number + 1) : null;
                yield return block;
            }

            await parts.CompleteAsync(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            if (next is not null)
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<TArray> ReadAsync(long number)
        {
            StoredPart part = plan.Part(number);
            return take(part, await parts.ReadAsync(part, decoder(number), SharedProgress.Options(progress, Options), stop.Token).ConfigureAwait(false));
        }
    }

    /// <summary>Which part of the array each block is.</summary>
    private sealed class BlockPlan(StoredElements elements, long rows)
    {
        private long Length => elements.Layout.Shape[elements.RowAxis];

        internal long Count => Length / rows + (Length % rows == 0 ? 0 : 1);

        internal StoredPart Part(long number)
        {
            var index = new Slice[elements.RowAxis + 1];
            long first = number * rows;
            index[^1] = new Slice(first, first + Math.Min(rows, Length - first));
            return new StoredPart(elements, index);
        }
    }

    /// <summary>The memory of two blocks, used in turns: while one is in use, the other is read.</summary>
    private abstract class TwoBlocks
    {
        private readonly ArrayMemory?[] _memories = new ArrayMemory?[2];

        internal DecoderFactory Decoder(long number) => (header, options) =>
        {
            ref ArrayMemory? memory = ref _memories[number % 2];
            // No later block is longer than the first two.
            memory ??= Allocate(header);
            return Create(header, options.Decoding, memory);
        };

        protected abstract ArrayMemory Allocate(NpyHeader header);

        protected abstract ArrayDecoder Create(NpyHeader header, DecoderSettings settings, ArrayMemory memory);
    }

    private sealed class TwoBlocksOf<T> : TwoBlocks
    {
        protected override ArrayMemory Allocate(NpyHeader header) => ArrayMemory.Allocate<T>(header.Count, zeroed: false);

        protected override ArrayDecoder Create(NpyHeader header, DecoderSettings settings, ArrayMemory memory) =>
            ArrayDecoder.Create<T>(header.DType, header.Shape, header.FortranOrder, settings, memory);
    }

    private sealed class TwoUntypedBlocks : TwoBlocks
    {
        protected override ArrayMemory Allocate(NpyHeader header) => ArrayMemory.Allocate(header.DType, header.Count, zeroed: false);

        protected override ArrayDecoder Create(NpyHeader header, DecoderSettings settings, ArrayMemory memory) =>
            ArrayDecoder.Create(header.DType, header.Shape, header.FortranOrder, settings, memory);
    }
}

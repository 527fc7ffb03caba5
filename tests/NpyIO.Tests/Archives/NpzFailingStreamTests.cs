using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.Archives;

/// <summary>A stream that fails once: its exception comes through as it is, whatever its type, and the archive can be read afterwards.</summary>
public sealed class NpzFailingStreamTests
{
    private static readonly byte[] Noise = MakeNoise();

    public static TheoryData<string, NpzRowsTests.Form> Cases
    {
        get
        {
            var rows = new TheoryData<string, NpzRowsTests.Form>();
            foreach (string way in EntryReaders.OfOpen.Keys)
            {
                foreach (NpzRowsTests.Form form in Enum.GetValues<NpzRowsTests.Form>())
                    rows.Add(way, form);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Read_StreamFailsOnce_PassesItsExceptionOnAndReadsAgain(string way, NpzRowsTests.Form form)
    {
        var stream = new FailingStream(Archive(form));
        using NpzFile file = Npz.Open(stream);

        // InvalidDataException is what damaged data would throw, too.
        foreach (Exception failure in (Exception[])[new IOException("the cable is out"), new InvalidDataException("the wrong key")])
        {
            stream.Failure = failure;
            Assert.Same(failure, await Record.ExceptionAsync(() => EntryReaders.OfOpen[way](file)));

            Assert.Null(stream.Failure);
            await EntryReaders.OfOpen[way](file);
        }
    }

    [Theory]
    [InlineData(NpzRowsTests.Form.Stored)]
    [InlineData(NpzRowsTests.Form.Deflated)]
    public async Task Load_ForwardStreamFails_PassesItsExceptionOn(NpzRowsTests.Form form)
    {
        foreach (Exception failure in (Exception[])[new IOException("the cable is out"), new InvalidDataException("the wrong key")])
        {
            Assert.Same(failure, Record.Exception(() => Npz.Load(new UnseekableStream(new FailingStream(Archive(form)) { Failure = failure }))));
            Assert.Same(failure, await Record.ExceptionAsync(() => Npz.LoadAsync(new UnseekableStream(new FailingStream(Archive(form)) { Failure = failure }))));
        }
    }

    private static byte[] Archive(NpzRowsTests.Form form) => form == NpzRowsTests.Form.Indexed
        ? new ZipBytes().AddIndexed("b.npy", Noise, Noise.Length - 400_000, 30_000).ToBytes()
        : ZipBytes.Of(form == NpzRowsTests.Form.Deflated, ("b.npy", Noise));

    private static byte[] MakeNoise()
    {
        byte[] payload = new byte[400_000];
        new Random(6).NextBytes(payload);
        return NpyBytes.Of("'<i4'", "(100000,)", payload);
    }

    /// <summary>A stream with a bad place in its middle, at which it fails once.</summary>
    private sealed class FailingStream(byte[] content) : MemoryStream(content)
    {
        internal Exception? Failure { get; set; }

        public override int Read(Span<byte> buffer)
        {
            Exception? failure = Failure;
            if (failure is not null && Position <= 200_000 && Position + buffer.Length > 200_000)
            {
                Failure = null;
                throw failure;
            }

            return base.Read(buffer);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return new(Read(buffer.Span));
            }
            catch (Exception e)
            {
                return ValueTask.FromException<int>(e);
            }
        }
    }
}

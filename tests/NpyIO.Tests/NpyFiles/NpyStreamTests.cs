using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests.NpyFiles;

public sealed class NpyStreamTests
{
    private static readonly byte[] First = NpyBytes.Integers("(2, 2)", 4, bigEndian: true, fortranOrder: true);
    private static readonly byte[] Second = NpyBytes.Integers("(3,)", 3);
    private static readonly byte[] Both = [.. First, .. Second];

    public static TheoryData<int> Portions => [1, 7, int.MaxValue];

    [Theory]
    [MemberData(nameof(Portions))]
    public void Load_FromStream_TakesNotAByteTooMany(int portion)
    {
        var stream = new PartialStream([.. Both, 9, 9], portion);

        Assert.Equal([0, 2, 1, 3], Npy.Load(stream).ToArray<int>());
        Assert.Equal(First.Length, stream.Taken);
        Assert.Equal([0, 1, 2], Npy.Load<int>(stream).ToArray());
        Assert.Equal(Both.Length, stream.Taken);
    }

    [Theory]
    [MemberData(nameof(Portions))]
    public async Task LoadAsync_FromStream_TakesNotAByteTooMany(int portion)
    {
        var stream = new PartialStream([.. Both, 9, 9], portion);

        NdArray first = await Npy.LoadAsync(stream);
        Assert.Equal([0, 2, 1, 3], first.ToArray<int>());
        Assert.Equal(First.Length, stream.Taken);
        NdArray<int> second = await Npy.LoadAsync<int>(stream);
        Assert.Equal([0, 1, 2], second.ToArray());
        Assert.Equal(Both.Length, stream.Taken);
    }

    [Fact]
    public void TryLoad_Stream_EndsCleanly()
    {
        var stream = new MemoryStream(Both);

        Assert.True(Npy.TryLoad(stream, out NdArray? first));
        Assert.Equal([2L, 2L], first.Shape.ToArray());
        Assert.True(Npy.TryLoad<int>(stream, out NdArray<int>? second));
        Assert.Equal([0, 1, 2], second.ToArray());
        Assert.False(Npy.TryLoad(stream, out NdArray? none));
        Assert.Null(none);
    }

    [Fact]
    public async Task TryLoadAsync_Stream_EndsCleanly()
    {
        var stream = new PartialStream(Both, 5);

        Assert.NotNull(await Npy.TryLoadAsync(stream));
        Assert.NotNull(await Npy.TryLoadAsync<int>(stream));
        Assert.Null(await Npy.TryLoadAsync(stream));
        Assert.Null(await Npy.TryLoadAsync<int>(stream));
    }

    [Fact]
    public async Task TryLoad_EndInsideAnArray_IsAnError()
    {
        for (int length = 1; length < Second.Length; length++)
        {
            byte[] part = Second[..length];
            Assert.Throws<NpyFormatException>(() => Npy.TryLoad(new PartialStream(part, 1), out _));
            await Assert.ThrowsAsync<NpyFormatException>(() => Npy.TryLoadAsync(new MemoryStream(part)));
        }
    }

    [Fact]
    public void Load_FromTheMiddleOfAStream_CountsFromThere()
    {
        var stream = new MemoryStream(Both[..^1]) { Position = First.Length };

        var e = Assert.Throws<NpyFormatException>(() => Npy.Load(stream));
        Assert.Equal("The data end early: shape (3,) of '<i4' takes 12 bytes, but only 11 are there (at byte 139)", e.Message);
    }
}

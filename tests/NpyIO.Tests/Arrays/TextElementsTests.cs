using Xunit;

namespace NpyIO.Tests.Arrays;

public class TextElementsTests
{
    /// <summary>Texts that repeat are one string, those that do not are none the worse, and all are right.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(200, true)]
    [InlineData(100_000, false)]
    public void Load_Texts_ThatRepeatAreOneString(int different, bool areShared)
    {
        var random = new Random(7);
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(_ => random.Next(different) is var number && number % 3 == 0 ? $"caf\u00E9 {number}" : number % 3 == 1 ? $"\U0001F600{number}" : $"{number}")];
        byte[] file = Npy.Save(texts);

        foreach (string[] loaded in (string[][])[Npy.Load<string>(file).ToArray(), Npy.Load(file).ToArray<string>()])
        {
            Assert.Equal(texts, loaded);
            int strings = loaded.Distinct(ReferenceEqualityComparer.Instance).Count();
            Assert.True(areShared == strings < loaded.Length / 2, $"{strings} strings");
        }
    }

    /// <summary>Repeats that begin late, or end, change nothing but how many strings there are.</summary>
    [Fact]
    public void Load_TextsThatRepeatForAWhile_AreRight()
    {
        string[] texts = [.. Enumerable.Range(0, 30_000).Select(i => i / 5000 % 2 == 0 ? $"{i}" : "same")];

        Assert.Equal(texts, Npy.Load<string>(Npy.Save(texts)).ToArray());
        Assert.Equal(texts, Npy.Load<string>(Npy.Save(NdArray.FromArray(texts).To(DType.Parse(">U5")))).ToArray());
    }

    /// <summary>The first number that is no character is found, whatever repeats before it.</summary>
    [Fact]
    public void Load_NoText_IsFoundAmongRepeats()
    {
        uint[] codePoints = [.. Enumerable.Repeat((uint)'a', 1000)];
        codePoints[777] = 0x110000;
        NdArray array = NdArray.FromArray(codePoints).View(DType.Parse("U1"));

        Assert.Contains($"{80 + 48 + 777 * 4}", Assert.Throws<NpyFormatException>(() => Npy.Load<string>(Npy.Save(array))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => array.ToArray<string>());
    }
}

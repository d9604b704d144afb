using System.Globalization;
using System.IO.Compression;

namespace NeuralNetwork;

/// <summary>The images in two parts: one to learn from, one to test with.</summary>
public sealed record DataSet(Image[] Training, Image[] HeldOut)
{
    private const double Brightest = 16;

    /// <summary>Every fifth image is held out.</summary>
    /// <param name="path">A compressed file with a line per image: its pixels from 0 to 16, and its digit.</param>
    /// <returns>The two parts.</returns>
    public static DataSet Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var images = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToArray();
        return new DataSet([.. images.Where((_, i) => i % 5 != 4)], [.. images.Where((_, i) => i % 5 == 4)]);
    }

    private static Image Parse(string line)
    {
        double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new Image([.. cells[..^1].Select(pixel => pixel / Brightest)], (int)cells[^1]);
    }
}

using Personalize.Engine.Sections;

namespace Personalize.Engine.Replay;

/// <summary>Reads what was kept by this or another program: it may be of another format, or no sense at all.</summary>
internal static class RecordBytes
{
    /// <param name="what">What it should be, in one word.</param>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, int format, string what, Func<SectionReader, T> read)
    {
        try
        {
            var reader = new SectionReader(bytes);
            var found = reader.Int32();
            return found == format
                ? read(reader)
                : throw new InvalidDataException($"The {what} has format {found}, this program reads {format}.");
        }
        catch (Exception problem) when (problem is ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"These {bytes.Length} bytes are no {what}: {problem.Message}", problem);
        }
    }
}

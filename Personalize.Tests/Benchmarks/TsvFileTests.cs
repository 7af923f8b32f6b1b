extern alias benchmarks;

using benchmarks::Personalize.Benchmarks;
using benchmarks::Personalize.Benchmarks.Evaluate;

namespace Personalize.Tests.Benchmarks;

public sealed class TsvFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Theory]
    [InlineData("lonely", "line 2: 'lonely' has no user and item; write them first, separated by a tab.")]
    [InlineData("u\ti\tmany", "line 2: the value 'many' is no number.")]
    [InlineData("u\ti\t5\tnoon", "line 2: the time 'noon' is no whole number of unix seconds.")]
    public void A_line_that_cannot_be_read_is_named(string line, string message)
    {
        File.WriteAllLines(_path, ["u\ti\t4\t100", line]);

        Assert.Contains(message, Assert.Throws<CommandLineException>(() => TsvFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_line_lacks_is_one_and_without_a_time()
    {
        File.WriteAllLines(_path, ["u\ti", "", "v\ti\t2.5\t100\tmore"]);

        var file = TsvFile.Read(_path);

        Assert.Equal([new TsvFile.Line(0, 0, 1, 0), new TsvFile.Line(1, 0, 2.5f, 100)], file.Lines);
        Assert.False(file.HasTimes);
        Assert.Equal(["u", "v"], file.Customers);
    }

    public void Dispose() => File.Delete(_path);
}

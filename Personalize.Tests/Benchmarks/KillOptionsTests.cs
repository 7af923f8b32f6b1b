extern alias benchmarks;

using benchmarks::Personalize.Benchmarks;
using benchmarks::Personalize.Benchmarks.Kill;
using Personalize.Data;

namespace Personalize.Tests.Benchmarks;

public sealed class KillOptionsTests
{
    [Theory]
    [InlineData("--times is '0'; give a whole number from 1.", "--times", "0")]
    [InlineData("--database is 'oracle'; give one of sqlite, postgres.", "--database", "oracle")]
    [InlineData("--database postgres needs --connection", "--database", "postgres")]
    [InlineData("--connection is for --database postgres", "--connection", "Host=localhost")]
    [InlineData("There is no file nowhere.dll. Name one with --server.", "--server", "nowhere.dll")]
    [InlineData("There is no option '--kills'. Known: --database, --connection, --times", "--kills", "3")]
    public void A_wrong_option_is_named_with_the_remedy(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<CommandLineException>(() => KillOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var options = KillOptions.Parse([]);

        Assert.Equal((DatabaseKind.Sqlite, 20, 1, 6, null), (options.Database, options.Times, options.Seed, options.Connections, options.Connection));
        Assert.Equal("Personalize.Web.dll", Path.GetFileName(options.Program));
    }
}

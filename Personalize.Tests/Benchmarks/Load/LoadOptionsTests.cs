extern alias benchmarks;

using System.Globalization;
using benchmarks::Personalize.Benchmarks;
using benchmarks::Personalize.Benchmarks.Load;

namespace Personalize.Tests.Benchmarks.Load;

public sealed class LoadOptionsTests
{
    private static readonly string[] Sound = ["--url", "http://localhost:5080", "--key", "secret"];

    [Theory]
    [InlineData("--viewer", "3", "There is no option '--viewer'. Known: --url, --key, --viewers, --hub-clients, --silent, --rate")]
    [InlineData("--viewers", "-1", "--viewers is '-1'; give a whole number from 0.")]
    [InlineData("--hub-clients", "some", "--hub-clients is 'some'; give a whole number from 0.")]
    [InlineData("--rate", "fast", "--rate is 'fast'; give a whole number from 0.")]
    [InlineData("--seconds", "0", "--seconds is '0'; give a whole number from 1.")]
    [InlineData("--batch", "0", "--batch is '0'; give a whole number from 1.")]
    [InlineData("--batch", "1001", "--batch is '1001'; give a whole number from 1 to 1000.")]
    [InlineData("--connections", "0", "--connections is '0'; give a whole number from 1.")]
    [InlineData("--process", "2000000000", "There is no process 2000000000 whose figures /proc shows.")]
    [InlineData("--role", "Guest", "--role is 'Guest'; give one of Admin, Analyst, Operator.")]
    [InlineData("--cookie", "session", "--cookie is not understood; write it as name=value.")]
    [InlineData("--compression", "gzip", "--compression is 'gzip'; give one of on, off.")]
    [InlineData("--key", "other", "--key was given 2 times; give it once.")]
    public void A_wrong_option_is_named_with_the_remedy(string option, string value, string message) =>
        Assert.Contains(message, Assert.Throws<CommandLineException>(() => LoadOptions.Parse([.. Sound, option, value])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--url is missing.")]
    [InlineData("--url is 'localhost:5080'; give the server's address, such as http://localhost:5080.", "--url", "localhost:5080")]
    [InlineData("--url is 'ftp://localhost'; give the server's address", "--url", "ftp://localhost")]
    [InlineData("--key is missing.", "--url", "http://localhost:5080")]
    public void What_is_missing_is_named(string message, params string[] arguments) =>
        Assert.Contains(message, Assert.Throws<CommandLineException>(() => LoadOptions.Parse(arguments)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var options = LoadOptions.Parse(Sound);

        Assert.Equal("http://localhost:5080/", options.Url.AbsoluteUri);
        Assert.Equal((0, 0, 100, 1, 16), (options.Viewers, options.HubClients, options.Rate, options.Batch, options.Connections));
        Assert.Equal(TimeSpan.FromMinutes(1), options.Duration);
        Assert.Equal(SocketCompression.AsBrowsers, options.Compression);
        Assert.Null(options.Process);
    }

    [Fact]
    public void A_process_that_is_there_is_watched()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("There is no /proc here.");

        var id = Environment.ProcessId;

        Assert.Equal(id, LoadOptions.Parse([.. Sound, "--process", id.ToString(CultureInfo.InvariantCulture)]).Process);
        Assert.InRange(new ServerProcess(id).WorkingSet(), 1L << 20, 1L << 40);
        Assert.True(new ServerProcess(id).ProcessorSeconds() > 0);
    }

    [Fact]
    public async Task A_server_that_is_not_there_ends_with_exit_code_2() =>
        Assert.Equal(2, await Commands.RunAsync(["load", "--url", "http://127.0.0.1:9", "--key", "secret"], TestContext.Current.CancellationToken));
}

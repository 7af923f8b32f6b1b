using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Personalize.Tests.Web.Kill;

namespace Personalize.Tests.Web.Hosting;

public sealed class FreeAddressTests
{
    [Fact]
    public async Task A_server_whose_port_is_taken_ends_before_it_makes_a_database()
    {
        var folder = Directory.CreateTempSubdirectory("personalize-port-");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        try
        {
            var code = await ServerProcess.RunAsync(
                ["--Personalize:DataFolder", folder.FullName, "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")],
                TestContext.Current.CancellationToken);

            Assert.Equal(1, code);
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

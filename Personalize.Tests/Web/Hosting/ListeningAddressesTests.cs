using Microsoft.Extensions.Hosting.Internal;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Tests.Web.Hosting;

public sealed class ListeningAddressesTests
{
    [Theory]
    [InlineData("urls", "http://0.0.0.0:5080")]
    [InlineData("urls", "http://localhost:1;http://*:2")]
    [InlineData("urls", "https://*:1;http://*:2")]
    [InlineData("urls", "http://192.168.0.7:5080")]
    [InlineData("urls", "http://localhost.evil.example:80")]
    [InlineData("http_ports", "8080")]
    [InlineData("Kestrel:Endpoints:Web:Url", "http://[::]:80")]
    public void An_address_that_others_may_reach_in_the_clear_is_refused(string key, string value)
    {
        var refused = Assert.Throws<SettingsException>(() => ListeningAddresses.Require(Settings.Of((key, value)), Production));

        Assert.Contains($"'{key}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'Personalize:Proxies'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("localhost:5080")]
    public void An_address_that_is_none_is_refused_also_behind_a_proxy(string urls)
    {
        var configuration = Settings.Of(("urls", urls), ("Personalize:Proxies", "10.0.0.5"));

        var refused = Assert.Throws<SettingsException>(() => ListeningAddresses.Require(configuration, Production));
        Assert.Contains($"'{urls}', which is no address", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "https://0.0.0.0:5080;http://localhost:1", "")]
    [InlineData("https_ports", "8443", "")]
    [InlineData("Kestrel:Endpoints:Web:Url", "https://[::]:443", "")]
    [InlineData("http_ports", "8080", "10.0.0.5")]
    [InlineData("urls", "http://*:80", "fd00::/8; 172.16.0.0/12")]
    public void Encryption_or_a_named_proxy_opens_the_server_in_production_only(string key, string value, string proxies)
    {
        var configuration = Settings.Of((key, value), ("Personalize:Proxies", proxies));

        ListeningAddresses.Require(configuration, Production);

        var refused = Assert.Throws<SettingsException>(() => ListeningAddresses.Require(configuration, Development));
        Assert.Contains("development", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0;https://[::1]:7000;http://127.9.9.9:1")]
    [InlineData("")]
    public void An_address_of_this_machine_is_accepted(string urls)
    {
        ListeningAddresses.Require(Settings.Of(("urls", urls)), Production);
        ListeningAddresses.Require(Settings.Of(("urls", urls)), Development);
    }

    [Theory]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    [InlineData("https://*:443", "https://localhost:443")]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:5080")]
    public void An_address_on_the_console_can_be_opened(string listening, string shown) =>
        Assert.Equal(shown, ListeningAddresses.Openable(listening));

    private static HostingEnvironment Production => new() { EnvironmentName = "Production" };

    private static HostingEnvironment Development => new() { EnvironmentName = "Development" };
}

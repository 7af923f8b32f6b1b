using System.Net;

namespace Personalize.Web.Hosting.Settings;

/// <summary>
/// Where the server may listen. Passwords and customers' data must not cross a network in the clear, so an address that other
/// machines reach has to be HTTPS, or stand behind a proxy that was named. In development, where anybody may sign in by
/// a click, only this machine is answered.
/// </summary>
internal static class ListeningAddresses
{
    public const string Default = "http://localhost:5080";

    /// <exception cref="SettingsException">An address that is not safe to listen on is configured.</exception>
    public static void Require(IConfiguration configuration, IHostEnvironment environment)
    {
        var hasProxies = TrustedProxies.Parse(configuration[TrustedProxies.Key]).Any;
        foreach (var (key, address) in Configured(configuration))
        {
            if (Parsed(address) is null)
                throw new SettingsException($"Setting '{key}' holds '{address}', which is no address to listen on. Write it as {Default}.");
            if (IsLoopback(address))
                continue;
            if (environment.IsDevelopment())
            {
                throw new SettingsException(
                    $"Setting '{key}' asks to listen on '{address}', which other machines may reach. In development anybody may sign in without "
                    + $"a password, so the server answers its own machine only: use {Default}, or publish the program and start that.");
            }

            if (!IsSecure(address) && !hasProxies)
            {
                throw new SettingsException(
                    $"Setting '{key}' asks to listen on '{address}', which other machines may reach, without encryption. Use an https address with "
                    + $"a certificate (Kestrel:Certificates:Default), or name the proxies that encrypt for it in '{TrustedProxies.Key}', "
                    + "such as '10.0.0.5, 172.16.0.0/12'.");
            }
        }
    }

    public static bool AnyConfigured(IConfiguration configuration) => Configured(configuration).Any();

    /// <summary>As they are configured; the default where none is. Where addresses are given, ports are not looked at, as the framework has it.</summary>
    public static IReadOnlyList<string> InForce(IConfiguration configuration)
    {
        var all = Configured(configuration).ToLookup(setting => setting.Key == WebHostDefaults.ServerUrlsKey, setting => setting.Address);
        return all[true].Any() ? [.. all[true]] : [.. all[false].DefaultIfEmpty(Default)];
    }

    /// <summary>Whether browsers come by HTTPS, to the server itself or to a proxy before it.</summary>
    public static bool AnyEncrypted(IConfiguration configuration) =>
        TrustedProxies.Parse(configuration[TrustedProxies.Key]).Any || Configured(configuration).Any(setting => IsSecure(setting.Address));

    /// <summary>Addresses that somebody on this machine can open; the default where none is configured.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration) =>
        Configured(configuration).Select(setting => setting.Address).DefaultIfEmpty(Default).Select(Openable);

    /// <inheritdoc cref="Of"/>
    public static string FirstOf(IConfiguration configuration) => Of(configuration).First();

    /// <summary>"Every interface" is no address to open; this machine's own name for itself is.</summary>
    public static string Openable(string address) => address
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .TrimEnd('/');

    private static IEnumerable<(string Key, string Address)> Configured(IConfiguration configuration)
    {
        foreach (var address in Parts(configuration[WebHostDefaults.ServerUrlsKey]))
            yield return (WebHostDefaults.ServerUrlsKey, address);

        // A port alone means every network interface.
        foreach (var port in Parts(configuration[WebHostDefaults.HttpPortsKey]))
            yield return (WebHostDefaults.HttpPortsKey, "http://*:" + port);
        foreach (var port in Parts(configuration[WebHostDefaults.HttpsPortsKey]))
            yield return (WebHostDefaults.HttpsPortsKey, "https://*:" + port);
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is { } address)
                yield return (endpoint.Path + ":Url", address);
        }
    }

    private static string[] Parts(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsSecure(string address) => Parsed(address)?.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsLoopback(string address) => Parsed(address) is { } parsed
        && (parsed.IsUnixPipe
            || parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(parsed.Host, out var ip) && IPAddress.IsLoopback(ip)));

    private static BindingAddress? Parsed(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

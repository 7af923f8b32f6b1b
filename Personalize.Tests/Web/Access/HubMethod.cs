using System.Reflection;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Hubs;

namespace Personalize.Tests.Web.Access;

/// <summary>One method that clients of a hub may call, and what they would send.</summary>
internal sealed record HubMethod(string Name, Right? Right, object?[] Arguments)
{
    private const string Refusal = "forbidden: This takes the right to ";

    public static IReadOnlyList<HubMethod> All { get; } =
    [
        .. typeof(Program).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Hub)))
            .SelectMany(hub => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsVirtual)
            .Select(method => new HubMethod(
                method.Name, method.GetCustomAttribute<HubRightAttribute>()?.Right, [.. method.GetParameters().Select(ArgumentOf)])),
    ];

    public override string ToString() => Name;

    /// <summary>Calls it with the headers of the caller.</summary>
    public async Task<HubOutcome> CallAsync(PersonalizeApp app, HttpClient caller, CancellationToken cancellation)
    {
        await using var connection = new HubConnectionBuilder().WithUrl(new Uri(app.Server.BaseAddress, LiveHub.Path), HttpTransportType.WebSockets, options =>
        {
            options.SkipNegotiation = true;
            options.WebSocketFactory = async (context, token) =>
            {
                var sockets = app.Server.CreateWebSocketClient();
                sockets.ConfigureRequest = request =>
                {
                    foreach (var (name, values) in caller.DefaultRequestHeaders)
                        request.Headers[name] = values.ToArray();
                };
                return await sockets.ConnectAsync(context.Uri, token);
            };
        }).Build();
        try
        {
            await connection.StartAsync(cancellation);
        }
        catch (InvalidOperationException refused) when (refused.Message.Contains("status code: 401", StringComparison.Ordinal))
        {
            return HubOutcome.NotConnected;
        }

        try
        {
            await connection.InvokeCoreAsync(Name, Arguments, cancellation);
            return HubOutcome.LetIn;
        }
        catch (HubException refused)
        {
            return refused.Message.Contains(Refusal, StringComparison.Ordinal) ? HubOutcome.Forbidden : HubOutcome.LetIn;
        }
    }

    private static object? ArgumentOf(ParameterInfo parameter) => parameter.ParameterType == typeof(string) ? "nobody" : null;
}

internal enum HubOutcome
{
    NotConnected,
    Forbidden,
    LetIn,
}

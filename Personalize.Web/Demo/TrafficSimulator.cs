namespace Personalize.Web.Demo;

/// <summary>Believable live traffic from the customers in the database, through the same door as everybody's.</summary>
public sealed class TrafficSimulator
{
    public bool IsRunning => throw new NotImplementedException();

    /// <summary>Activities per second it aims at, 0.1 to 50. Default 3.</summary>
    public double RatePerSecond { get; set; } = 3;

    public event EventHandler? Changed { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    public void Start() => throw new NotImplementedException();

    public void Stop() => throw new NotImplementedException();
}

using System.Globalization;
using Optimization;
using Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var picture = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "optimization.svg");

var newton = NewtonReport.Run();
var pendulum = PendulumReport.Run();
OptionsReport.ShowGreeks();
OptionsReport.ShowImpliedVolatilities();
Picture.Save([.. pendulum, .. newton, .. OptionsReport.Panels()], 2, picture);

// spin-operator is the manager of spin-operator, its controllers and its admission webhooks, on a port of the loopback interface that is given. Upstream's own
// program (cmd/main.go) serves webhooks on port 9443 of every interface and has no flag for another, so that two clusters could not run at once.
//
//	spin-operator --webhook-port=PORT --cert-dir=DIR --health-probe-bind-address=ADDRESS
package main

import (
	"flag"
	"os"

	"k8s.io/apimachinery/pkg/runtime"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/healthz"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	metricsserver "sigs.k8s.io/controller-runtime/pkg/metrics/server"
	ctrlwebhook "sigs.k8s.io/controller-runtime/pkg/webhook"

	spinv1alpha1 "github.com/spinkube/spin-operator/api/v1alpha1"
	"github.com/spinkube/spin-operator/internal/controller"
	"github.com/spinkube/spin-operator/internal/webhook"
)

func main() {
	port := flag.Int("webhook-port", 9443, "port of the webhooks, on 127.0.0.1")
	certDir := flag.String("cert-dir", "", "folder of tls.crt and tls.key")
	probe := flag.String("health-probe-bind-address", "", "address of /readyz")
	flag.Parse()

	ctrl.SetLogger(zap.New())
	if err := run(*port, *certDir, *probe); err != nil {
		ctrl.Log.Error(err, "spin-operator does not run")
		os.Exit(1)
	}
}

func run(port int, certDir, probe string) error {
	scheme := runtime.NewScheme()
	utilruntime.Must(clientgoscheme.AddToScheme(scheme))
	utilruntime.Must(spinv1alpha1.AddToScheme(scheme))
	manager, err := ctrl.NewManager(ctrl.GetConfigOrDie(), ctrl.Options{
		Scheme:                 scheme,
		Metrics:                metricsserver.Options{BindAddress: "0"},
		HealthProbeBindAddress: probe,
		WebhookServer:          ctrlwebhook.NewServer(ctrlwebhook.Options{Host: "127.0.0.1", Port: port, CertDir: certDir}),
	})
	if err != nil {
		return err
	}

	app := &controller.SpinAppReconciler{
		Client:   manager.GetClient(),
		Scheme:   scheme,
		Recorder: manager.GetEventRecorderFor("spinapp-reconciler"),
	}
	if err := app.SetupWithManager(manager); err != nil {
		return err
	}
	executor := &controller.SpinAppExecutorReconciler{
		Client: manager.GetClient(),
		Scheme: manager.GetScheme(),
	}
	if err := executor.SetupWithManager(manager); err != nil {
		return err
	}
	if err := webhook.SetupSpinAppWebhookWithManager(manager); err != nil {
		return err
	}
	if err := webhook.SetupSpinAppExecutorWebhookWithManager(manager); err != nil {
		return err
	}
	if err := manager.AddReadyzCheck("readyz", healthz.Ping); err != nil {
		return err
	}
	return manager.Start(ctrl.SetupSignalHandler())
}
